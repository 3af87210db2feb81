using System.Reflection;

namespace ComplaintsPlatform.Contracts;

/// <summary>The CloudEvents type of a contract, which is also its routing key.</summary>
/// <param name="name">Such as <c>complaints.cases.complaint-opened.v1</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MessageIdentityAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;

    /// <summary>The name of a contract type.</summary>
    public static string Of(Type contract) => contract.GetCustomAttribute<MessageIdentityAttribute>()?.Name
        ?? throw new InvalidOperationException($"{contract.Name} has no MessageIdentity.");
}
