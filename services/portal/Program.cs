using ComplaintsPlatform.Pages;
using ComplaintsPlatform.Portal;
using ComplaintsPlatform.Portal.SignIn;
using ComplaintsPlatform.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddHostDefaults("portal");
builder.AddTrustedProxies();
builder.AddKept();
builder.AddSignIn();
builder.AddGateway();
builder.AddPages();

var app = builder.Build();
app.UseForwardedHeaders();
app.UsePageSecurity(new Uri(builder.Configuration["Authentication:Authority"]!).GetLeftPart(UriPartial.Authority));
app.UseErrorPages();
app.UseRouting();
app.UseAuthentication();
app.UseKeptForms();
app.UseAuthorization();
app.UseRefusals();
app.MapHealth();
app.MapPageAssets();
app.MapSignOut();
app.MapDocumentContent();
app.MapLetterContent();
app.MapLiveChanges();
app.MapRazorPages();
app.Run();

/// <summary>For tests, which start the portal as it is.</summary>
public partial class Program;
