using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Linkage;
using ComplaintsPlatform.ServiceDefaults;
using JasperFx.Events.Projections;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkage");
builder.AddMessages("linkage", Topology.Listeners, LinkageMessages.Announce, check: HousingFeed.Check);
builder.AddStore("linkage", LinkageStore.Configure)
    .AddProjectionWithServices<Registers>(ProjectionLifecycle.Inline, ServiceLifetime.Singleton)
    .AddSubscriptionWithServices<Joiner>(ServiceLifetime.Singleton);
builder.Services.AddLooks();

var app = builder.Build();
app.MapDefaultEndpoints();
app.UseRestrictions();
app.MapVerbs();
app.MapReading();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
