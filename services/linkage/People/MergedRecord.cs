using ComplaintsPlatform.ServiceDefaults;

namespace ComplaintsPlatform.Linkage;

/// <summary>Nothing more is recorded under a double: it would be lost when somebody looks at the person.</summary>
internal static class MergedRecord
{
    /// <summary>What is decided unless the record was merged into another.</summary>
    public static Decision<IPersonEvent> Unless(PersonFile state, Func<Decision<IPersonEvent>> decide) =>
        state.Person.MergedInto is null
            ? decide()
            : Decision<IPersonEvent>.Refuse("person-merged",
                "This record was merged into another. Use the record that it names under mergedInto.");
}
