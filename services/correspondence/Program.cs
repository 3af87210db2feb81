using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Correspondence;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("correspondence");
builder.AddMessages(
    "correspondence", Topology.Listeners, CorrespondenceMessages.Announce, CorrespondenceMessages.Configure);
builder.AddStore("correspondence", CorrespondenceStore.Configure);
builder.Services.AddSending(builder.Configuration);
builder.Services.AddWriting();
builder.Services.AddLooks();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseRestrictions();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
