using ComplaintsPlatform.Portal.Gateway;
using Microsoft.AspNetCore.Mvc;

namespace ComplaintsPlatform.Portal.Pages.Areas;

/// <summary>Into which areas the homes fall.</summary>
internal sealed class IndexModel(Gateway.Colleagues colleagues) : WholeListPage
{
    private static readonly char[] Between = [',', ';', '\n', '\r'];

    [BindProperty]
    public AreaForm Form { get; set; } = new();

    public IReadOnlyList<Area> Areas { get; private set; } = [];

    public override string What => "areas";

    public async Task OnGetAsync(string? change)
    {
        await LoadAsync();
        if (Areas.FirstOrDefault(area => area.Name == change) is { } area)
            Form = new AreaForm
            { Changes = area.Name, Name = area.Name, Postcodes = string.Join('\n', area.Postcodes) };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var seen = await LoadForChangeAsync();
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "Enter a name");
        string[] postcodes = [.. (Form.Postcodes ?? "").Split(Between,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (postcodes.Length == 0)
            ModelState.AddModelError("Form.Postcodes", "Enter at least one postcode, sector or district");
        var areas = Areas.ToList();
        var place = Form.Changes is null ? -1 : areas.FindIndex(area => area.Name == Form.Changes);
        var given = new Area { Name = Form.Name, Postcodes = postcodes };
        if (place < 0) areas.Add(given);
        else areas[place] = given;
        return await SendAsync(areas, seen, place < 0 ? areas.Count - 1 : place);
    }

    public async Task<IActionResult> OnPostRemoveAsync(string name)
    {
        var seen = await LoadForChangeAsync();
        return await SendAsync([.. Areas.Where(area => area.Name != name)], seen, -1);
    }

    protected override async Task LoadAsync()
    {
        var areas = await colleagues.AreasAsync();
        (Areas, Version) = (areas.Value.Items, areas.Version);
    }

    private Task<IActionResult> SendAsync(List<Area> areas, long seen, int place)
    {
        if (place < 0) return SendAsync(() => colleagues.SetAreasAsync(areas, seen), []);
        var fields = new Dictionary<string, string>
        {
            ["areas"] = "Form.Name",
            [$"areas[{place}].name"] = "Form.Name",
            [$"areas[{place}].postcodes"] = "Form.Postcodes",
        };
        for (var n = 0; n < areas[place].Postcodes.Count; n++)
            fields[$"areas[{place}].postcodes[{n}]"] = "Form.Postcodes";
        return SendAsync(() => colleagues.SetAreasAsync(areas, seen), fields, new Dictionary<string, string>
        { ["postcode-in-two-areas"] = "Form.Postcodes", ["area-in-rules"] = "Form.Name" });
    }

    internal sealed class AreaForm
    {
        /// <summary>The area that is changed, by the name that it has; null for one that is new.</summary>
        public string? Changes { get; set; }

        public string? Name { get; set; }

        public string? Postcodes { get; set; }
    }
}
