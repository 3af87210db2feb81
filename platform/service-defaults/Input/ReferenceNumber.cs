namespace ComplaintsPlatform.ServiceDefaults.Input;

/// <summary>
/// A reference that another system gave: a tenancy, an account, a work order. Small and capital letters stay apart,
/// since in some systems they are; dashes, wide letters and spaces are put in order.
/// </summary>
public static class ReferenceNumber
{
    private const int Longest = 100;

    /// <summary>Reads a reference. Its canonical form is its text.</summary>
    public static Detail Read(string? given) => Clean.Narrow(given) switch
    {
        "" => Detail.Nothing(given),
        { Length: > Longest } text => Detail.Faulty(given, text, $"A reference has at most {Longest} characters."),
        var text => Detail.Meant(given, text, text),
    };
}
