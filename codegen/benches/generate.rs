//! What a run over the whole description costs: reading and deciding alone (`bundle`), and with the printing
//! (`generate`).

use std::hint::black_box;
use std::path::Path;

use acs_codegen::{Disk, Target, bundle, generate};
use criterion::{Criterion, criterion_group, criterion_main};

fn description(criterion: &mut Criterion) {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    let files = Disk::new(spec);
    let target = Target::alibaba("edas-client", "1.0.0", "cargo bench");
    let mut group = criterion.benchmark_group("description");
    group.sample_size(20);
    group.bench_function("bundle", |bencher| {
        bencher.iter(|| {
            bundle(
                "edas.yaml",
                black_box(&files),
                acs_codegen::Profile::Alibaba,
            )
            .expect("sound")
        });
    });
    group.bench_function("generate", |bencher| {
        bencher.iter(|| generate("edas.yaml", black_box(&files), &target).expect("sound"));
    });
    group.finish();
}

criterion_group!(benches, description);
criterion_main!(benches);
