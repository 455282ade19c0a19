use drive_client::types::{GetFileError, UploadBody};
use drive_client::{CallError, Client, Config, Credential, File, security};
use futures_util::StreamExt;

async fn example(address: &str, folder: &str) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::builder()
        .base_url(address)
        .credential(security::TOKEN, Credential::bearer("a token"))
        .build();
    let client = Client::new(config)?;

    // A file goes out as it is read, however large it is.
    let report = File::open(format!("{folder}/report.pdf")).content_type("application/pdf");
    let entry = client
        .upload(UploadBody::new("Report", report))
        .send()
        .await?;
    println!("{} is {}", entry.title, entry.id);

    // Each error that is described has its type.
    match client.get_file(entry.id + 1).send().await {
        Ok(entry) => println!("{}", entry.title),
        Err(CallError::Reply(reply)) => match reply.into_inner() {
            GetFileError::NotFound(problem) => println!("there is none: {}", problem.message),
            other => println!("{other:?}"),
        },
        Err(error) => return Err(error.into()),
    }

    // Bytes and events come in pieces, too.
    let content = client.download(entry.id).send().await?.into_inner();
    content.save(format!("{folder}/copy.pdf")).await?;
    let mut changes = client.watch().send().await?.into_inner();
    while let Some(change) = changes.next().await {
        println!("{} changed", change?.data.title);
    }
    Ok(())
}

#[tokio::test]
async fn the_readme_s_example_runs() {
    use crate::server::{Server, reply};

    let folder = std::env::temp_dir().join(format!("drive-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("report.pdf"), "%PDF").unwrap();
    let json = [("content-type", "application/json")];
    let server = Server::answering([
        reply(201, &json, r#"{"id": 1, "title": "Report"}"#),
        reply(404, &json, r#"{"message": "no 2"}"#),
        reply(200, &[], "%PDF"),
        reply(
            200,
            &[("content-type", "text/event-stream")],
            "data: {\"id\": 1, \"title\": \"Report\"}\n\n",
        ),
    ]);
    example(&server.url(), folder.to_str().unwrap())
        .await
        .unwrap();
    assert_eq!(std::fs::read(folder.join("copy.pdf")).unwrap(), b"%PDF");
    std::fs::remove_dir_all(&folder).unwrap();
    let sent = server.requests();
    let lines: Vec<_> = sent.iter().map(|it| it.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "POST /files",
            "GET /files/2",
            "GET /files/1/content",
            "GET /changes"
        ]
    );
    let token = |it: &crate::server::Request| {
        it.header("authorization").as_deref() == Some("Bearer a token")
    };
    assert!(sent.iter().all(token));
    assert!(
        sent[0]
            .text()
            .contains("filename=\"report.pdf\"\r\ncontent-type: application/pdf")
    );
}
