using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity;
using ComplaintsPlatform.Identity.Logins;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
// It checks tokens by its own keys, like everybody else; without a setting it is known by its own address.
builder.Configuration["Authentication:Authority"] ??= builder.Configuration["urls"]?.Split(';')[0];
builder.AddServiceDefaults("identity");
builder.AddMessages("identity", Topology.Listeners, IdentityMessages.Announce, IdentityMessages.Configure);
builder.AddStore("identity", IdentityStore.Configure);
builder.Services.AddLogins(builder.Configuration, builder.Environment.IsDevelopment());
builder.Services.AddProtocol(builder.Configuration, builder.Environment.IsDevelopment());
if (builder.Environment.IsDevelopment()) builder.Services.AddHostedService<DevelopmentUsers>();

var app = builder.Build();
app.Use(PagePolicy.Use);
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapIdentity();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
