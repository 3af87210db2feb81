using ComplaintsPlatform.Messaging;
using ComplaintsPlatform.ServiceDefaults;
using ComplaintsPlatform.SlaClock;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("sla-clock");
builder.AddServiceStore("slaclock", ClockStore.Configure);
builder.Services.AddClocks(builder.Configuration);
builder.Services.AddBus(bus => SlaClockMessages.Configure(bus, builder.Configuration.GetConnectionString("rabbitmq")!));

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapClocks();
app.Run();

/// <summary>Named so that tests can host it.</summary>
public partial class Program;
