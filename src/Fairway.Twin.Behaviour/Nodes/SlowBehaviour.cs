namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>What becomes of a behavior on a node on which everything takes longer, or less long.</summary>
internal static class SlowBehaviour
{
    /// <param name="usual">On a usual node.</param>
    /// <param name="times">How long everything takes, as a share of what it would take.</param>
    public static PodBehaviour Slower(this PodBehaviour usual, double times) => times is 1 ? usual : usual with
    {
        ImagePull = usual.ImagePull * times,
        Start = usual.Start * times,
        PostStart = usual.PostStart * times,
        Ready = usual.Ready * times,
        PreStop = usual.PreStop * times,
        Stop = usual.Stop * times,
    };
}
