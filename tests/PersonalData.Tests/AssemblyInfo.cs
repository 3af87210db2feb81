// One after the other: some count what the whole process looks up, and some hold a transaction open on purpose.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
