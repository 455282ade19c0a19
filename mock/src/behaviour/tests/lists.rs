//! Lists that come page by page.

use super::*;

/// Calls an operation with the examples of its required parameters and this page.
fn sample_page(play: &mut Play, name: &str, page: &str, number: i64) -> Option<Value> {
    let operation = Description::get().named(name).expect("described");
    let number = number.to_string();
    let required = operation.parameters.iter().filter(|one| one.required);
    let required = required.map(|one| (&*one.name, one.example.as_deref().expect("an example")));
    let pairs: Vec<_> = required.chain([(page, number.as_str())]).collect();
    let sent = Sent::of(operation, &pairs);
    let arguments = Arguments::check(operation, &sent).unwrap();
    let members = act(&mut play.world, &arguments).unwrap();
    members.map(Value::Object)
}

#[test]
fn a_list_from_a_sample_has_one_page_and_then_no_more() {
    let mut play = Play::new();
    let own = ["GetK8sCluster", "ListApplication"];
    let all = Description::get().operations.iter();
    let paged = all.filter(|one| one.paging.is_some() && !own.contains(&&*one.name));
    let mut followed = 0;
    for operation in paged {
        let name = &operation.name;
        let paging = operation.paging.as_ref().unwrap();
        let first = sample_page(&mut play, name, &paging.page, paging.first);
        assert_eq!(first, None, "{name}: the sample as it is");
        let second = sample_page(&mut play, name, &paging.page, paging.first + 1);
        let mut second = second.unwrap_or_else(|| panic!("{name}: another page"));
        let items = second.pointer_mut(&paging.items).expect("a list");
        assert_eq!(items.take(), serde_json::json!([]), "{name}");
        // All else is that of the sample.
        let mut sample = operation.sample.clone();
        *sample.pointer_mut(&paging.items).unwrap() = Value::Null;
        assert_eq!(second, sample, "{name}");
        followed += 1;
    }
    assert_eq!(followed, 9);
}

#[test]
fn applications_and_clusters_come_page_by_page_to_their_end() {
    let mut play = Play::new();
    for (name, region, items) in [
        ("ListApplication", None, "/ApplicationList/Application"),
        (
            "GetK8sCluster",
            Some(("RegionTag", "cn-hangzhou")),
            "/ClusterPage/ClusterList/Cluster",
        ),
    ] {
        let mut page = |number: &str, size: Option<&str>| {
            let size = size.map(|size| ("PageSize", size));
            let pairs = region.into_iter().chain([("CurrentPage", number)]);
            let pairs: Vec<_> = pairs.chain(size).collect();
            let answer = play.ok(name, &pairs);
            answer.pointer(items).unwrap().as_array().unwrap().clone()
        };
        let whole = page("1", None);
        assert_eq!(whole.len(), 2, "{name}");
        assert_eq!(page("2", None).len(), 0, "{name}");
        assert_eq!(page("1", Some("1")), whole[..1], "{name}");
        assert_eq!(page("2", Some("1")), whole[1..], "{name}");
        assert_eq!(page("3", Some("1")).len(), 0, "{name}");
    }
}
