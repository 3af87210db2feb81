using ComplaintsPlatform.Contracts;
using ComplaintsPlatform.Identity;
using ComplaintsPlatform.Identity.Tokens;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
// It checks tokens by its own keys, like everybody else; without a setting it is known by its own address.
builder.Configuration["Authentication:Authority"] ??= builder.Configuration["urls"]?.Split(';')[0];
builder.AddServiceDefaults("identity");
builder.AddVerbs("identity");
builder.AddStore("identity", IdentityStore.Configure);
builder.Services.AddTokens(builder.Configuration);
if (builder.Environment.IsDevelopment()) builder.Services.AddHostedService<DevelopmentUsers>();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapVerbs();
app.MapIdentity();
app.MapOperations(Roles.OpsEngineer);
return await app.RunServiceAsync(args);
