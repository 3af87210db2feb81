using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Intake;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults("intake");
builder.AddServiceStore("intake", SubmissionStore.Configure);
builder.Services.AddScoped<OncePerRequest>();
builder.Services.AddBus(bus =>
{
    bus.ConnectionString = builder.Configuration.GetConnectionString("rabbitmq") ?? "";
    IntakeMessages.Configure(bus);
});

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapIntake();
app.MapGroup("").RequireAuthorization(policy => policy.RequireRole(Roles.OpsEngineer)).MapParkedMessages().MapRepublish();
app.Run();
