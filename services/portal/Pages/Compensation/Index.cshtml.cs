using System.Globalization;
using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Compensation;

/// <summary>The bands of compensation, and who may offer how much.</summary>
internal sealed class IndexModel(Gateway.Actions actions) : WholeListPage
{
    [BindProperty]
    public RulesForm Form { get; set; } = new();

    public override string What => "bands and limits";

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (index, band) in Form.Bands.Index())
            NeedAmount(string.Create(CultureInfo.InvariantCulture, $"Form.Bands[{index}].UpTo"), band.UpTo);
        foreach (var (index, limit) in Form.Limits.Index())
            NeedAmount(string.Create(CultureInfo.InvariantCulture, $"Form.Limits[{index}].UpTo"), limit.UpTo);
        return await SendAsync(
            () => actions.SetRulesAsync(new SetCompensationRules
            {
                Bands =
                [
                    .. Form.Bands.Where(band => !string.IsNullOrWhiteSpace(band.Name)).Select(band =>
                        new CompensationBand { Name = band.Name, UpTo = Amounts.Read(band.UpTo) }),
                ],
                Limits =
                [
                    .. Form.Limits.Select(limit =>
                        new CompensationLimit { Role = limit.Role, UpTo = Amounts.Read(limit.UpTo) }),
                ],
            }, Version),
            new Dictionary<string, string> { ["bands"] = "Form.Bands[0].Name", ["limits"] = "Form.Limits[0].UpTo" },
            new Dictionary<string, string> { ["compensation-nobody-may"] = "Form.Limits[0].UpTo" });
    }

    protected override async Task LoadAsync()
    {
        var rules = await actions.RulesAsync();
        Version = rules.Version;
        Form = new RulesForm
        {
            Bands =
            [
                .. rules.Value.Bands.Select(band => new BandForm { Name = band.Name, UpTo = InWords(band.UpTo) }),
                new BandForm(),
            ],
            Limits =
            [
                .. Access.Policies[Access.Promise].Append("director").Select(role => new LimitForm
                {
                    Role = role,
                    UpTo = rules.Value.Limits.FirstOrDefault(limit => limit.Role == role) is { } limit
                        ? InWords(limit.UpTo)
                        : "0",
                }),
            ],
        };
    }

    private static string InWords(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    private void NeedAmount(string field, string? amount)
    {
        if (!string.IsNullOrWhiteSpace(amount) && Amounts.Read(amount) is null)
            ModelState.AddModelError(field, "Enter an amount in pounds, like 250");
    }

    internal sealed class RulesForm
    {
        public List<BandForm> Bands { get; set; } = [];

        public List<LimitForm> Limits { get; set; } = [];
    }

    internal sealed class BandForm
    {
        public string? Name { get; set; }

        public string? UpTo { get; set; }
    }

    internal sealed class LimitForm
    {
        public string? Role { get; set; }

        public string? UpTo { get; set; }
    }
}
