using ComplaintsPlatform.Mailbox;

// The development mailbox: an SMTP server that delivers nowhere and shows what it was given. SMTP_PORT and MAILBOX_KEEP
// set it up; with MAILBOX_KEEP=0 it only counts, which is what a benchmark wants.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning); // a line for each health check else
builder.Services.AddSingleton(
    new MailStore(builder.Configuration.GetValue("MAILBOX_KEEP", 1_000), TimeProvider.System));
builder.Services.AddHostedService<MailReceiver>();
var app = builder.Build();
app.MapMailbox();
app.Run();
