using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Intake;
using ComplaintsPlatform.Intake.Reading;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddMessages("intake", Topology.Listeners, IntakeMessages.Announce);
builder.AddStore("intake", SubmissionStore.Configure);
builder.AddWatchedStreams();
builder.Services.AddLooks();
builder.Services.AddSingleton<DrawReference>(ComplaintReference.Next)
    .AddSingleton(OmbudsmanDetails.From(builder.Configuration));

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseRestrictions();
app.UseHiddenOrigins();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
