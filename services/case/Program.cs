using ComplaintsPlatform.Cases;
using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults("cases");
builder.AddServiceStore("cases", CaseStore.Configure);
builder.Services.AddBus(bus =>
{
    bus.ConnectionString = builder.Configuration.GetConnectionString("rabbitmq") ?? "";
    ComplaintMessages.Configure(bus);
});

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapComplaints();
app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages().MapRepublish().MapRebuild();
app.Run();
