using Fairway.Kube;

namespace Fairway.Cli.Managers;

/// <summary>A kubeconfig as a Secret has it.</summary>
/// <param name="Key">The Secret.</param>
/// <param name="Uid">The Secret's.</param>
/// <param name="Version">The Secret's resourceVersion.</param>
/// <param name="Entry">The key in its data.</param>
/// <param name="Yaml">The kubeconfig.</param>
internal sealed record KubeconfigContent(ObjectKey Key, string Uid, string Version, string Entry, byte[] Yaml)
{
    /// <summary>Whether both were read of the same Secret in the same version.</summary>
    public bool IsSame(KubeconfigContent other) =>
        (Key, Uid, Version, Entry) == (other.Key, other.Uid, other.Version, other.Entry);

    /// <summary>Never the content.</summary>
    public override string ToString() => $"{Key} at {Version}";
}
