namespace ComplaintsPlatform.Contracts;

/// <summary>The roles that tokens carry in claim <c>role</c>.</summary>
public static class Roles
{
#pragma warning disable CS1591 // each name is the word that the organisation uses
    public const string Resident = "resident";
    public const string ContactCentreAdviser = "contact-centre-adviser";
    public const string HousingOfficer = "housing-officer";
    public const string InvestigatingOfficer = "investigating-officer";
    public const string ComplaintsOfficer = "complaints-officer";
    public const string TeamLeader = "team-leader";
    public const string ComplianceOfficer = "compliance-officer";
    public const string Director = "director";
    public const string Auditor = "auditor";
    public const string Administrator = "administrator";
    public const string OpsEngineer = "ops-engineer";
    public const string Partner = "partner";
    public const string Module = "module";
#pragma warning restore CS1591

    /// <summary>Every role.</summary>
    public static readonly string[] All =
    [
        Resident, ContactCentreAdviser, HousingOfficer, InvestigatingOfficer, ComplaintsOfficer, TeamLeader,
        ComplianceOfficer, Director, Auditor, Administrator, OpsEngineer,
        Partner, Module,
    ];

    /// <summary>Staff who capture complaints; a list with commas, as attributes take it.</summary>
    public const string Capturing =
        $"{ContactCentreAdviser},{HousingOfficer},{InvestigatingOfficer},{ComplaintsOfficer},"
        + $"{TeamLeader},{ComplianceOfficer},{Module}";

    /// <summary>Staff who write in the record of complaints that they read; a list with commas.</summary>
    public const string Writing =
        $"{ContactCentreAdviser},{HousingOfficer},{InvestigatingOfficer},{ComplaintsOfficer},"
        + $"{TeamLeader},{ComplianceOfficer}";

    /// <summary>Staff who handle complaints; a list with commas.</summary>
    public const string Handling =
        $"{InvestigatingOfficer},{ComplaintsOfficer},{TeamLeader}";

    /// <summary>Staff who may read any unrestricted complaint; a list with commas.</summary>
    public const string Reading =
        $"{ContactCentreAdviser},{HousingOfficer},{InvestigatingOfficer},{ComplaintsOfficer},"
        + $"{TeamLeader},{ComplianceOfficer},{Director},{Auditor}";

    /// <summary>Everybody who may be asked to do something for a complaint: people at work, and partners; a list with
    /// commas.</summary>
    public const string AtWork = $"{Reading},{Administrator},{OpsEngineer},{Partner}";

    /// <summary>Staff who may see who looked; a list with commas.</summary>
    public const string SeeingLooks = $"{Auditor},{ComplianceOfficer},{TeamLeader}";
}
