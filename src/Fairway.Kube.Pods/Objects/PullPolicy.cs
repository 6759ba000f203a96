namespace Fairway.Kube.Pods.Objects;

/// <summary>When a node pulls a container's image.</summary>
internal enum PullPolicy : byte
{
    IfNotPresent,
    Always,
    Never,
}
