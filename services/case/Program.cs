using ComplaintsPlatform.Cases;
using ComplaintsPlatform.Cases.Documents;
using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events.Projections;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("cases");
builder.AddMessages("cases", Topology.Listeners, ComplaintMessages.Announce, ComplaintMessages.Configure);
builder.AddDocuments();
builder.Services.AddSingleton(new SchemaScript(ComplaintEntries.Indexes));
builder.Services.AddSingleton(new SchemaScript(UnansweredComplaints.Indexes));
builder.Services.AddLooks();
builder.Services.AddSingleton(new SchemaScript(ComplaintViews.TakeOver));
builder.AddStore("cases", CaseStore.Configure)
    .AddProjectionWithServices<ComplaintEntries>(ProjectionLifecycle.Inline, ServiceLifetime.Singleton);
builder.AddWatchedStreams();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
