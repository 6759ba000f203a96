namespace Fairway.Cli.Demo;

/// <summary>How far a workload is, counted in pods. Its controller's own counts are not asked.</summary>
/// <param name="Desired">Pods that there are to be; null while the controller has not said.</param>
/// <param name="Ready">Ready pods of the new image.</param>
/// <param name="Others">Pods of any other image, those on their way out included.</param>
/// <param name="Waiting">A pod of the new image that is not ready, and its phase; null where there is none.</param>
internal sealed record RollCount(int? Desired, int Ready, int Others, string? Waiting)
{
    /// <summary>All pods are of the new image and ready, and no other is left.</summary>
    public bool IsDone => Ready == Desired && Others == 0;

    /// <summary>Counts.</summary>
    public static RollCount Of(DemoWorkload workload, string tag, WorkloadSight? seen, IEnumerable<PodSight> pods)
    {
        var image = workload.ImageOf(tag);
        var ours = pods.Where(pod => pod.Metadata.Labels?.GetValueOrDefault("app") == workload.Name).ToList();
        var current = ours.Where(pod => pod.Runs(image)).ToList();
        var waiting = current.FirstOrDefault(pod => !pod.IsReady);
        var phase = waiting?.Status?.Phase ?? "Pending";
        return new RollCount(
            seen is { IsObserved: true } ? seen.Desired : null,
            current.Count(pod => pod.IsReady),
            ours.Count - current.Count,
            waiting is null ? null : $"pod {waiting.Metadata.Name} is {phase} and not Ready");
    }

    /// <summary>What is missing, as a sentence.</summary>
    public string Missing(string tag)
    {
        if (Desired is not { } desired)
        {
            return "the controller has not seen the change";
        }

        var counts = $"{Ready} of {desired} pods run {tag} and are Ready";
        var others = Others == 0 ? "" : $", {Others} of another image are left";
        return Waiting is null ? counts + others : $"{counts}{others}; {Waiting}";
    }
}
