using System.Reflection;

namespace ComplaintsPlatform.Contracts;

/// <summary>Names of contracts on the wire.</summary>
public static class MessageNames
{
    /// <summary>The CloudEvents type of a contract, which is also its routing key, such as
    /// <c>complaints.cases.complaint-opened.v1</c>.</summary>
    /// <exception cref="InvalidOperationException">The type is no contract.</exception>
    public static string Of(Type contract) => contract.GetCustomAttribute<MessageIdentityAttribute>()?.GetName()
        ?? throw new InvalidOperationException($"{contract.Name} has no MessageIdentity.");
}
