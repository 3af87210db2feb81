using System.Diagnostics.CodeAnalysis;

// Aspire's SDK generates this file from the project references, one class per project, named after it. Until its packages can be
// restored it is kept by hand; the shape is theirs, so Program.cs does not change.
[assembly: SuppressMessage("Naming", "CA1707", Justification = "Aspire's names: dots become underscores.")]

namespace Projects;

public sealed class ComplaintsPlatform_Mailbox : IProjectMetadata { public string ProjectPath => "apphost/mailbox/ComplaintsPlatform.Mailbox.csproj"; }
public sealed class ComplaintsPlatform_Identity : IProjectMetadata { public string ProjectPath => "services/identity/ComplaintsPlatform.Identity.csproj"; }
public sealed class ComplaintsPlatform_Intake : IProjectMetadata { public string ProjectPath => "services/intake/ComplaintsPlatform.Intake.csproj"; }
public sealed class ComplaintsPlatform_Cases : IProjectMetadata { public string ProjectPath => "services/case/ComplaintsPlatform.Cases.csproj"; }
public sealed class ComplaintsPlatform_SlaClock : IProjectMetadata { public string ProjectPath => "services/sla-clock/ComplaintsPlatform.SlaClock.csproj"; }
public sealed class ComplaintsPlatform_Correspondence : IProjectMetadata { public string ProjectPath => "services/correspondence/ComplaintsPlatform.Correspondence.csproj"; }
public sealed class ComplaintsPlatform_Linkage : IProjectMetadata { public string ProjectPath => "services/linkage/ComplaintsPlatform.Linkage.csproj"; }
public sealed class ComplaintsPlatform_Reporting : IProjectMetadata { public string ProjectPath => "services/reporting/ComplaintsPlatform.Reporting.csproj"; }
public sealed class ComplaintsPlatform_Gateway : IProjectMetadata { public string ProjectPath => "gateway/ComplaintsPlatform.Gateway.csproj"; }
public sealed class ComplaintsPlatform_Seed : IProjectMetadata { public string ProjectPath => "apphost/seed/ComplaintsPlatform.Seed.csproj"; }
