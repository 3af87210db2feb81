using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Intake;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddMessages("intake", Topology.Listeners, IntakeMessages.Announce);
builder.AddStore("intake", SubmissionStore.Configure);
builder.Services.AddSingleton<DrawReference>(ComplaintReference.Next);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
