using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Reporting;
using ComplaintsPlatform.Reporting.Reading;
using ComplaintsPlatform.Reporting.Views;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reporting");
builder.AddMessages("reporting", Topology.Listeners, announce: null);
builder.AddStore("reporting", static store =>
{
    store.AddRestrictions();
    SavedView.Add(store);
}, hasStreams: false);
builder.AddReadTables();
builder.AddCursors();
builder.Services.AddSingleton<MessagesTaken>().AddSingleton<RecentChanges>()
    .AddHostedService(static services => services.GetRequiredService<RecentChanges>());

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapReports();
app.MapOperations(Roles.OpsEngineer, RebuildTables.Map);
return await app.RunServiceAsync(args);
