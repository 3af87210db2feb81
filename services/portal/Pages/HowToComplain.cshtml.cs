using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using QRCoder;

namespace ComplaintsPlatform.Portal.Pages;

/// <summary>How residents reach the landlord; section <c>HowToComplain</c> of the configuration.</summary>
internal sealed class HowToComplainOptions
{
    /// <summary>The address of this page as residents know it, for the leaflet; else the one that it was asked for.
    /// </summary>
    public string? Address { get; set; }

    public string Phone { get; set; } = "0300 555 0199";

    public string Hours { get; set; } = "Monday to Friday, 8am to 6pm";

    public string Email { get; set; } = "complaints@harbour.example";

    public string Post { get; set; } = "Complaints team, Harbour Homes, 1 Quay Street, Plymouth PL1 1AA";

    public string OmbudsmanName { get; set; } = "Housing Ombudsman Service";

    public string OmbudsmanWebsite { get; set; } = "www.housing-ombudsman.org.uk";

    public string OmbudsmanPhone { get; set; } = "0300 111 3000";
}

/// <summary>For residents, without signing in; printed, it is a leaflet with a code that leads back here.</summary>
internal sealed class HowToComplainModel(IOptions<HowToComplainOptions> options) : PageModel
{
    public HowToComplainOptions Ways => options.Value;

    public string Address => Ways.Address ?? $"{Request.Scheme}://{Request.Host}/how-to-complain";

    /// <summary>The modules of the code, each a square of one unit.</summary>
    public (int Size, string Path) Code()
    {
        using var data = QRCodeGenerator.GenerateQrCode(Address, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < data.ModuleMatrix.Count; y++)
            for (var x = 0; x < data.ModuleMatrix.Count; x++)
                if (data.ModuleMatrix[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return (data.ModuleMatrix.Count, path.ToString());
    }
}
