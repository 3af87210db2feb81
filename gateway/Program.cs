using ComplaintsPlatform.Gateway;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("gateway");
builder.AddTrustedProxies();
builder.Services.AddLimits(builder.Configuration);
builder.Services.AddServiceDiscovery();
builder.Services.AddHttpClient(nameof(MergedDocument)).AddServiceDiscovery();
builder.Services.AddSingleton<MergedDocument>();
builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"))
    .AddServiceDiscoveryDestinationResolver().AddConfigFilter<ClusterDefaults>();

var app = builder.Build();
app.UseForwardedHeaders();
// Limited after sign-in, so that users are told apart, and before permission, so that refusals count too.
app.MapDefaultEndpoints(openApi: false, beforeAuthorization: app => app.UseRateLimiter());
app.MapDocumentation();
app.MapReverseProxy(proxy =>
{
    proxy.Use(BodyLimit.Use);
    proxy.Use(UnreachableService.Use);
    proxy.Use(LiveAnswers.Use);
    proxy.UseLoadBalancing();
    proxy.UsePassiveHealthChecks();
});
app.Run();

/// <summary>For tests, which start the gateway as it is.</summary>
public partial class Program;
