using ComplaintsPlatform.Contracts.Cases;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.SlaClock.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wolverine;

namespace ComplaintsPlatform.SlaClock.Tests;

/// <summary>Looks at tasks in the real inbox, with two replicas.</summary>
public sealed class TaskLookTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private static readonly DateOnly DueOn = London.DayOf(Now).AddDays(14);

    private readonly ManualTimeProvider time = new(Now);
    private readonly Guid complaint = Guid.CreateVersion7(Now), task = Guid.CreateVersion7(Now);
    private RunningService<Program> first = null!;

    private Guid ClockId => TaskClock.IdOf(complaint, task);

    public async ValueTask InitializeAsync() =>
        first = await RunningService.StartAsync<Program>(
            "slaclock", services => services.AddSingleton<TimeProvider>(time));

    public ValueTask DisposeAsync() => first.DisposeAsync();

    [Fact]
    public async Task a_task_is_warned_of_and_overdue_once_also_when_two_replicas_look_at_the_same_time()
    {
        await using var second = first.Replica();
        await Invoke(first, new TaskDue(complaint, task, 1, DueOn));
        await Invoke(first, new TaskDue(complaint, task, 1, DueOn));
        (await CountAsync("wolverine.wolverine_incoming_envelopes where status = 'Scheduled'")).ShouldBe(2);

        foreach (var moment in new[] { London.StartOf(DueOn), London.EndOf(DueOn) })
        {
            time.MoveTo(moment);
            var look = new LookAtTask(ClockId, 1, moment);
            await Task.WhenAll(Invoke(first, look), Invoke(second, look));
            await Invoke(first, look);
        }

        (await RecordedAsync()).ShouldBe(["task_due_noted", "task_warned", "task_found_overdue"]);
        await Invoke(first, new TaskEnded(complaint, task, 1, DueOn.AddDays(1)));
        (await RecordedAsync()).ShouldBe(
            ["task_due_noted", "task_warned", "task_found_overdue", "task_finish_noted"]);
    }

    [Fact]
    public async Task a_task_that_was_finished_is_left_alone_and_an_early_look_comes_again()
    {
        await Invoke(first, new TaskDue(complaint, task, 1, DueOn));
        await Invoke(first, new LookAtTask(ClockId, 1, London.EndOf(DueOn)));
        await Invoke(first, new TaskEnded(complaint, task, 1, DueOn.AddDays(-1)));
        time.MoveTo(London.EndOf(DueOn));
        await Invoke(first, new LookAtTask(ClockId, 1, London.EndOf(DueOn)));
        (await RecordedAsync()).ShouldBe(["task_due_noted", "task_finish_noted"]);
    }

    private static async Task Invoke(RunningService<Program> replica, object message)
    {
        await using var scope = replica.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync(message);
    }

    private async Task<IReadOnlyList<string>> RecordedAsync()
    {
        await using var database = NpgsqlDataSource.Create(first.Database);
        await using var command = database.CreateCommand(
            "select type from mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = ClockId });
        await using var rows = await command.ExecuteReaderAsync();
        var types = new List<string>();
        while (await rows.ReadAsync()) types.Add(rows.GetString(0));
        return types;
    }

    private async Task<long> CountAsync(string from)
    {
        await using var database = NpgsqlDataSource.Create(first.Database);
        await using var command = database.CreateCommand($"select count(*) from {from}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
