using ComplaintsPlatform.Correspondence;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("correspondence");
builder.AddServiceStore("correspondence", CorrespondenceStore.Configure);
builder.Services.AddBus(bus =>
{
    bus.ConnectionString = builder.Configuration.GetConnectionString("rabbitmq") ?? throw new InvalidOperationException("Set ConnectionStrings__rabbitmq.");
    CorrespondenceMessages.Configure(bus);
});
CorrespondenceStore.AddSending(builder);

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapCorrespondence();
app.Run();

/// <summary>Named so that tests can start the service.</summary>
public partial class Program;
