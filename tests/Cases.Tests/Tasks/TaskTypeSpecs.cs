using ComplaintsPlatform.Cases.Tasks;
using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Cases.Tests.Tasks;

/// <summary>What kinds of tasks there are, as an administrator says it.</summary>
public sealed class TaskTypeSpecs
{
    private static readonly TaskTypeGiven[] AsTheyStand = [.. AllOf(TaskTypes.Standard)];

    private static IEnumerable<TaskTypeGiven> AllOf(TaskTypes types) => types.Items.Select(one => new TaskTypeGiven(
        one.Name, one.WorkingDays, one.Key, one.Instructions, one.IsMandatory, one.Decides, one.Roles,
        one.Includes.Contact, one.Includes.Details, one.Includes.Documents, one.InUse));

    private static Decision<TaskTypesSet> Decide(IEnumerable<TaskTypeGiven> given, TaskTypes? state = null) =>
        SetTaskTypesEndpoint.Decide(new([.. given]), state ?? TaskTypes.Standard);

    [Fact]
    public void a_new_kind_gets_a_key_of_its_name_and_said_again_it_is_the_same()
    {
        IEnumerable<TaskTypeGiven> given = [.. AsTheyStand, new("Ask the surveyor", 4, Roles: ["partner"])];
        var set = Decide(given).Events.ShouldHaveSingleItem();
        set.Items[^1].Key.ShouldBe("ask-the-surveyor");
        var after = TaskTypes.Evolve(null, set);
        after.Version.ShouldBe(1);
        Decide(given, after).Events.ShouldBeEmpty();
        Decide(AllOf(after), after).Events.ShouldBeEmpty();
        Decide(AsTheyStand).Events.ShouldBeEmpty();
    }

    [Fact]
    public void what_decides_by_the_code_goes_on_deciding() =>
        Decide(AsTheyStand.Select(given => given with { Name = given.Name + "!", Decides = false })).Events
            .ShouldHaveSingleItem().Items.Where(one => one.Decides).Select(one => one.Key)
            .ShouldBe(["investigate", "investigate-and-respond", "send-response"]);

    [Fact]
    public void none_is_taken_away_and_one_stays_in_use()
    {
        Decide(AsTheyStand.Skip(1)).Refusal!.Code.ShouldBe("task-type-left-out");
        Decide([.. AsTheyStand, new("Dance", 1, "dance")]).Refusal!.Code.ShouldBe("task-type-unknown");
        Decide(AsTheyStand.Select(given => given with { InUse = false })).Refusal!.Code
            .ShouldBe("task-types-all-retired");
    }

    [Fact]
    public void what_is_odd_is_refused_by_its_name()
    {
        Errors(AsTheyStand).ShouldBeEmpty();
        Errors().ShouldBe(["Give all kinds of tasks, at most 50."]);
        Errors(new TaskTypeGiven(" ", 1)).ShouldBe(["Give the kind a name."]);
        Errors(new TaskTypeGiven("Dance", 0))
            .ShouldBe(["Say within how many working days it is to be done, 1 to 60."]);
        Errors(new("Dance", 1), new("dance", 1)).ShouldHaveSingleItem();
        Errors(new("Dance", 1, "a"), new("Sing", 1, "a")).ShouldBe(["The key a is given twice."]);
        Errors(new TaskTypeGiven("Dance", 1, Roles: ["resident"])).ShouldHaveSingleItem();

        static IEnumerable<string> Errors(params TaskTypeGiven[] given) =>
            new SetTaskTypes.Validator().Validate(new SetTaskTypes(given)).Errors.Select(error => error.ErrorMessage);
    }
}
