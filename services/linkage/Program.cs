using ComplaintsPlatform.Linkage;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("linkage");
builder.AddServiceStore("linkage", LinkageStore.Configure);
builder.Services.AddBus(bus =>
{
    bus.ConnectionString = builder.Configuration.GetConnectionString("rabbitmq") ?? throw new InvalidOperationException("Set ConnectionStrings__rabbitmq.");
    LinkageMessages.Configure(bus);
});

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapLinkage();
app.Run();

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
