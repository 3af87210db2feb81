using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.SlaClock;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("sla-clock");
builder.AddMessages("sla-clock", Topology.Listeners, SlaClockMessages.Announce, SlaClockMessages.Configure);
builder.AddStore("slaclock", ClockStore.Configure);
builder.Services.AddClocks(builder.Configuration);
builder.Services.AddLooks();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseRestrictions();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
