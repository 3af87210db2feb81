using ComplaintsPlatform.ServiceDefaults;
using FluentValidation;

namespace ComplaintsPlatform.Intake;

/// <summary>Which fields a type of submission has of its own, and what they take. A field of another type is not taken:
/// nobody would look for it there.</summary>
internal sealed class DetailsOfType : AbstractValidator<TypeDetails?>
{
    internal static readonly string[] MemberRoles = ["mp", "councillor", "other"];
    internal static readonly string[] Regimes =
        ["freedom-of-information", "environmental-information", "subject-access", "tenant-information", "other"];

    public DetailsOfType(string type)
    {
        RuleFor(details => details!.Platform).PlainText(100, optional: true).Must(Only("social-media-mention"))
            .WithMessage(OnlyFor("a social media mention"));
        RuleFor(details => details!.Author).PlainText(200, optional: true).Must(Only("social-media-mention"))
            .WithMessage(OnlyFor("a social media mention"));
        RuleFor(details => details!.Link).PlainText(2000, optional: true).Must(Only("social-media-mention"))
            .WithMessage(OnlyFor("a social media mention"));
        RuleFor(details => details!.Signatures).InclusiveBetween(1, 1_000_000)
            .WithMessage("A petition has 1 to 1,000,000 signatures.");
        RuleFor(details => details!.Signatures).Must(signatures => signatures is null || type == "petition")
            .WithMessage(OnlyFor("a petition"));
        RuleFor(details => details!.Member).PlainText(200, optional: true).Must(Only("member-enquiry"))
            .WithMessage(OnlyFor("a member's enquiry"));
        RuleFor(details => details!.MemberRole).OneOf(MemberRoles, optional: true);
        RuleFor(details => details!.MemberRole).Must(Only("member-enquiry"))
            .WithMessage(OnlyFor("a member's enquiry"));
        RuleFor(details => details!.Regime).OneOf(Regimes, optional: true);
        RuleFor(details => details!.Regime).Must(Only("information-request"))
            .WithMessage(OnlyFor("an information request"));
        RuleFor(details => details!.Survey).PlainText(200, optional: true).Must(Only("survey-response"))
            .WithMessage(OnlyFor("a survey response"));
        RuleFor(details => details!.Score).InclusiveBetween(-100, 100).WithMessage("A score is from -100 to 100.");
        RuleFor(details => details!.Score).Must(score => score is null || type == "survey-response")
            .WithMessage(OnlyFor("a survey response"));
        RuleFor(details => details!.DecisionAppealed).PlainText(2000, optional: true).Must(Only("appeal"))
            .WithMessage(OnlyFor("an appeal"));

        Func<string?, bool> Only(string owner) => text => text is null || type == owner;
        static string OnlyFor(string owner) => $"Only {owner} has this field. Leave it out, or change the type.";
    }
}
