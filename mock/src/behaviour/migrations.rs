//! Migrations of applications.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Members, members};
use crate::arguments::Arguments;
use crate::state::{Direction, Failure, Migration, World};

#[allow(
    clippy::unnecessary_wraps,
    reason = "the type is that of all behaviours"
)]
pub(super) fn start(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let direction = match arguments.get("cmd") {
        Some("import") => Some(Direction::Import),
        Some("export") => Some(Direction::Export),
        Some("clone") => Some(Direction::Clone),
        _ => None,
    };
    let region = arguments.get("regionId").unwrap_or(&world.region);
    let region = region.to_owned();
    let id = world.start_migration(
        direction,
        // The documentation does not say what is between two ids; commas are between those of other operations.
        &arguments.list("appIds"),
        arguments.get("rawData"),
        &region,
    );
    Ok(members(json!({"data": {"migrationId": id}})))
}

pub(super) fn list(world: &mut World, arguments: &Arguments<'_>) -> Result<Members, Failure> {
    let wanted = arguments.get("migrationId");
    if let Some(id) = wanted.filter(|id| !world.migrations.contains_key(*id)) {
        return Err(Failure::unknown("The migration", id));
    }
    let direction = arguments.integer("migrationType");
    let region = arguments.get("regionId");
    let fits = |migration: &&Migration| {
        let number = migration.direction.map(Direction::number);
        wanted.is_none_or(|id| id == migration.id)
            && direction.is_none_or(|wanted| number == Some(wanted))
            && region.is_none_or(|region| region == migration.region)
    };
    let found = world.migrations.values().filter(fits);
    let found: Vec<_> = found.map(|one| migration(one, world.now)).collect();
    let total = found.len();
    Ok(members(json!({"data": {
        "currentPage": 1,
        "pageSize": total.max(1),
        "result": found,
        "totalSize": total,
    }})))
}

fn migration(migration: &Migration, now: Timestamp) -> Value {
    let mut shape = json!({
        "binaryCleaned": 0,
        "createTime": migration.started().as_millisecond(),
        "extraInfo": {},
        "migrationId": migration.id,
        "owner": migration.owner,
        "regionId": migration.region,
        "statePercent": format!("{:.2}", migration.progress(now)),
        "updateTime": migration.updated(now).as_millisecond(),
    });
    if let Some(direction) = migration.direction {
        shape["migrationType"] = direction.number().into();
    }
    // Only the states at the end are documented; before it there is none.
    if migration.has_ended(now) {
        let failed = migration.problem.is_some();
        shape["state"] = if failed { "failed" } else { "finished" }.into();
        let export = migration.direction == Some(Direction::Export) && !failed;
        shape["extraInfo"] = json!({
            "appJsonFile": export.then(|| exported(migration)),
            "errorMsg": migration.problem,
        });
    }
    shape
}

/// What an export writes; an import takes it.
fn exported(migration: &Migration) -> String {
    json!({"applications": migration.applications}).to_string()
}
