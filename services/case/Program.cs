using ComplaintsPlatform.Cases;
using ComplaintsPlatform.Cases.Reading;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("cases");
builder.AddMessages("cases", Topology.Listeners, ComplaintMessages.Announce);
builder.AddStore("cases", CaseStore.Configure);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
