using ComplaintsPlatform.Hosting.Running;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states that a resource shows.</summary>
public static class KnownResourceStates
{
    public const string Waiting = "Waiting";
    public const string Starting = "Starting";
    public const string Running = "Running";
    public const string Restarting = "Restarting";
    public const string Finished = "Finished";
}

/// <summary>Lets a program wait for its resources.</summary>
public sealed class ResourceNotificationService
{
    private readonly Board board;
    private readonly IReadOnlyList<Instance> instances;

    internal ResourceNotificationService(Board board, IReadOnlyList<Instance> instances) => (this.board, this.instances) = (board, instances);

    /// <summary>Waits until every replica is healthy.</summary>
    public Task WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var replicas = Named(resourceName);
        return board.UntilAsync(() => replicas.All(instance => instance.Healthy == true), cancellationToken);
    }

    /// <summary>Waits until every replica shows a state.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
    {
        var replicas = Named(resourceName);
        return board.UntilAsync(() => replicas.All(instance => instance.State == (targetState ?? KnownResourceStates.Running)), cancellationToken);
    }

    private List<Instance> Named(string name)
    {
        var found = instances.Where(instance => instance.Resource.Name == name).ToList();
        return found.Count > 0 ? found : throw new DistributedApplicationException($"There is no resource {name}.");
    }
}
