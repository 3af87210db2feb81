using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity.Teams;
using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Users;
using ComplaintsPlatform.ServiceDefaults;
using Marten;

namespace ComplaintsPlatform.Identity;

/// <summary>One user for each role, and one module, so that a newcomer can sign in at once. Registered in Development
/// only.</summary>
internal sealed class DevelopmentUsers(IDocumentStore store) : IHostedService
{
    internal const string Password = "Complaints-2026!";
    private const string Team = "Complaints team";

    internal static readonly IReadOnlyList<(string Username, string Name, string Role, bool InTeam)> People =
    [
        ("resident@harbour.example", "Rosa Resident", Roles.Resident, false),
        ("adviser@harbour.example", "Adam Adviser", Roles.ContactCentreAdviser, false),
        ("housing.officer@harbour.example", "Hannah Housing", Roles.HousingOfficer, false),
        ("investigator@harbour.example", "Ivan Investigator", Roles.InvestigatingOfficer, true),
        ("officer@harbour.example", "Olive Officer", Roles.ComplaintsOfficer, true),
        ("officer2@harbour.example", "Oscar Officer", Roles.ComplaintsOfficer, true),
        ("leader@harbour.example", "Lena Leader", Roles.TeamLeader, true),
        ("compliance@harbour.example", "Cora Compliance", Roles.ComplianceOfficer, false),
        ("director@harbour.example", "Dana Director", Roles.Director, false),
        ("auditor@harbour.example", "Arthur Auditor", Roles.Auditor, false),
        ("admin@harbour.example", "Ada Administrator", Roles.Administrator, false),
        ("ops@harbour.example", "Otto Operations", Roles.OpsEngineer, false),
        ("partner@harbour.example", "Paul Partner", Roles.Partner, false),
    ];

    /// <summary>The same on every machine, so that a seeded owner and a signed-in user are one.</summary>
    internal static Guid IdOf(string name) => DeterministicId.Of("development:" + name);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await EnsureAsync<Team>(IdOf(Team), session =>
            session.Events.StartStream<Team>(IdOf(Team), new TeamCreated(IdOf(Team), Team)), cancellationToken);
        foreach (var (username, name, role, inTeam) in People)
            await EnsureUserAsync(username, name, role, inTeam, Password, cancellationToken);
        await EnsureUserAsync(
            "housing-repairs", "Housing repairs", Roles.Module, false, "development-only-secret", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task EnsureUserAsync(string username, string name, string role, bool inTeam, string password,
        CancellationToken cancellationToken) => EnsureAsync<User>(IdOf(username), session =>
    {
        var id = IdOf(username);
        var created = new UserCreated(id, username, name, [role]);
        object[] events = inTeam ? [created, new UserPutInTeam(id, IdOf(Team), Team)] : [created];
        NewLogin.Queue(session, created, password);
        session.Events.StartStream<User>(id, events);
    }, cancellationToken);

    private async Task EnsureAsync<T>(
        Guid id, Action<IDocumentSession> make, CancellationToken cancellationToken) where T : class
    {
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "development";
        if (await session.Events.FetchLatest<T>(id, cancellationToken) is not null) return;
        make(session);
        await session.SaveChangesAsync(cancellationToken);
    }
}
