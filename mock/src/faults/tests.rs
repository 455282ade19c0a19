use std::time::Duration;

use super::*;

fn fault(text: &str) -> Fault {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_effect_is_read_as_it_is_written() {
    for help in EFFECTS {
        let effect: Effect = help.example.parse().unwrap();
        assert_eq!(effect.to_string(), help.example);
    }
    assert_eq!("throttling".parse(), Ok(Effect::Throttling(None)));
    assert_eq!(
        "latency:250".parse(),
        Ok(Effect::Latency(Duration::from_millis(250)))
    );
}

#[test]
fn what_is_no_fault_is_refused_with_what_would_be() {
    let refused = |text: &str| text.parse::<Fault>().unwrap_err().to_string();
    for (text, part) in [
        ("*", "OPERATIONS=EFFECTS"),
        ("*=", "there are none, latency:MILLISECONDS"),
        (
            "*=latency",
            "it is written latency:MILLISECONDS, for example latency:250",
        ),
        ("*=latency:-1", "latency:250"),
        ("*=latency:3600001", "latency:250"),
        ("*=error:200", "error:503"),
        ("*=reset:1", "it is written reset"),
        ("*=reset;rate=2", "from 0 to 1, not 2"),
        ("*=reset;rate=NaN", "from 0 to 1, not NaN"),
        ("*=reset;often", "OPERATIONS=EFFECTS"),
        ("getaplication=reset", "did you mean `GetApplication`?"),
        ("Frobnicate=reset", "nor is it `*`"),
    ] {
        let message = refused(text);
        assert!(message.contains(part), "{text}: {message}");
    }
    let json = r#"{"operations":["*"],"effects":["reset"],"often":1}"#;
    assert!(
        serde_json::from_str::<Fault>(json).is_err(),
        "a member that means nothing"
    );
}

#[test]
fn a_script_is_played_in_order_and_ends() {
    let faults = Faults::new(1);
    faults.add(fault("GetCluster=none,reset,error:503;times=3"));
    assert_eq!(faults.play("GetApplication"), None);
    let played: Vec<_> = (0..5).map(|_| faults.play("GetCluster")).collect();
    let [none, reset, error] = [None, Some(Effect::Reset), Some(Effect::Error(503))];
    assert_eq!(played, [none, reset, error, none, none]);
    assert_eq!(faults.all()[0].hits, 3);
}

#[test]
fn a_rate_befalls_that_part_of_the_calls_and_the_same_calls_each_time() {
    let play = |seed| {
        let faults = Faults::new(seed);
        faults.add(fault("*=reset;rate=0.25"));
        (0..1000)
            .map(|_| faults.play("GetCluster").is_some())
            .collect::<Vec<_>>()
    };
    let hits = play(7).into_iter().filter(|hit| *hit).count();
    assert!((200..300).contains(&hits), "{hits} of 1000");
    assert_eq!(play(7), play(7));
    assert_ne!(play(7), play(8));
}

#[test]
fn the_first_fault_that_concerns_a_call_decides_and_one_that_is_off_does_not() {
    let faults = Faults::new(1);
    let first = faults.add(fault("GetCluster=reset"));
    faults.add(fault("*=hang"));
    assert_eq!(faults.play("GetCluster"), Some(Effect::Reset));
    faults.enable(first.id, false).expect("it is there");
    assert_eq!(faults.play("GetCluster"), Some(Effect::Hang));
    assert!(faults.remove(first.id) && !faults.remove(first.id));
    faults.clear();
    assert_eq!(faults.play("GetCluster"), None);
}
