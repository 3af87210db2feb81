using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.EventStore;
using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.Reporting;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("reporting");
builder.AddServiceStore("reporting", store => store.AddSchemaScriptsOf(typeof(Program).Assembly));
builder.Services.AddBus(bus =>
{
    bus.Service = "reporting";
    bus.ConnectionString = builder.Configuration.GetConnectionString("rabbitmq")!;
    bus.NameOf = MessageNames.Of;
    foreach (var (service, exchange, keys, partitions) in Topology.Consumers) bus.Topology.Add(new Listening(service, exchange, keys, partitions));
    ReportingMessages.Listen(bus);
});
builder.AddCursors();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapReports();
app.Run();
