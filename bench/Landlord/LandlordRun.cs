using Npgsql;
using ComplaintsPlatform.Testing;

namespace ComplaintsPlatform.Bench;

/// <summary>The same questions to a small landlord and to a large one, each on a platform of its own.</summary>
internal static class LandlordRun
{
    private static readonly TimeSpan LongestMaking = TimeSpan.FromMinutes(60), LongestUnrest = TimeSpan.FromSeconds(60);

    /// <summary>The answers by question, in the order of the small one.</summary>
    public static async Task<List<(string Question, T Small, T Large)>> CompareAsync<T>(
        Size large, bool keep, Func<Platform, MadeLandlord, string, Task<List<(string Question, T Answer)>>> measure)
    {
        var small = await MeasureAsync(Size.Small);
        var big = (await MeasureAsync(large)).ToDictionary(answer => answer.Question, answer => answer.Answer);
        return [.. small.Select(answer => (answer.Question, answer.Answer, big[answer.Question]))];

        async Task<List<(string Question, T Answer)>> MeasureAsync(Size size)
        {
            await using var kept = await KeptLandlord.MakeAsync(size, LongestMaking)
                ?? throw new TimeoutException("The landlord was not made in time.");
            List<(string, T)> answers;
            await using (var platform = await Platform.StartInAsync(kept.Directory, "--no-seed", "--smtp-sink"))
            {
                await AtRestAsync();
                var server = await NotedConnections.ReadAsync(Platform.Data, "ConnectionStrings__postgres");
                answers = await measure(platform, kept.Landlord, server);
            }

            if (!keep) kept.Delete();
            return answers;
        }
    }

    /// <summary>One trip to the database and back, as the least that any question costs.</summary>
    public static async Task<Durations> RoundTripAsync(string server)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Database = "linkage" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select 1", connection);
        await command.PrepareAsync();
        return await Load.TimesAsync(1, TimeSpan.FromSeconds(2), (_, _) => command.ExecuteScalarAsync());
    }

    /// <summary>Until there is little to do. At the first start the whole log is sealed, and looks at open clocks are
    /// written.</summary>
    public static async Task AtRestAsync()
    {
        var from = TimeProvider.System.GetTimestamp();
        var quiet = 0;
        while (quiet < 2 && TimeProvider.System.GetElapsedTime(from) < LongestUnrest)
        {
            var before = Used();
            await Task.Delay(TimeSpan.FromSeconds(2));
            quiet = (Used() - before).TotalSeconds < 0.8 ? quiet + 1 : 0;
        }

        static TimeSpan Used() => Processes.ProcessorTime().Values.Aggregate(TimeSpan.Zero, (sum, one) => sum + one);
    }
}
