using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What a node is made of, as its kubelet reports it. There are few different ones: their words are
/// shared.</summary>
internal readonly record struct NodeSystem(string Architecture, string Kernel, string Runtime)
{
    /// <summary>How the ids of containers begin: the name of the runtime without its version.</summary>
    public string RuntimePrefix =>
        Runtime?.IndexOf("://", StringComparison.Ordinal) is { } end and > 0 ? Runtime[..(end + 3)] : "containerd://";

    public static NodeSystem Read(JsonElement? info) => new(
        string.Intern(info.Text("architecture") ?? ""),
        string.Intern(info.Text("kernelVersion") ?? ""),
        string.Intern(info.Text("containerRuntimeVersion") ?? ""));
}
