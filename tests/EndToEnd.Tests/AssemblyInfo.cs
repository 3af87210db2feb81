using ComplaintsPlatform.EndToEnd.Tests;

// One platform for all; tests that kill parts of it must not disturb others.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Platform))]
