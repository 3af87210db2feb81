// One after the other: what is settled waits for the oldest open write transaction of the whole cluster, and these
// tests hold some open on purpose.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
