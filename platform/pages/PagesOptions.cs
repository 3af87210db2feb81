namespace ComplaintsPlatform.Pages;

/// <summary>Whose pages these are; section <c>Pages</c> of the configuration.</summary>
public sealed class PagesOptions
{
    /// <summary>The landlord's name, at the top of every page.</summary>
    public string Name { get; set; } = "Harbour Homes";

    /// <summary>What the service is called, in every title.</summary>
    public string Service { get; set; } = "Complaints";

    /// <summary>The landlord's colour, such as <c>#0b5563</c>; white has to be readable on it (4.5:1).</summary>
    public string Colour { get; set; } = "#0b5563";

    /// <summary>Whom to ask for help, in the same place on every page.</summary>
    public string Help { get; set; } = "Ask your team leader, or the service desk on extension 200";

    /// <summary>Where the name leads; empty for nowhere.</summary>
    public string Home { get; set; } = "/";

    /// <summary>Under which address styles and script are served.</summary>
    public string Assets { get; set; } = "/assets";

    /// <summary>Whether pages run the script; without it they do the same, a little less handily.</summary>
    public bool Script { get; set; } = true;

    /// <summary>Who may show these pages in a frame: <c>'none'</c>, or the origins of an intranet.</summary>
    public string FrameAncestors { get; set; } = "'none'";
}
