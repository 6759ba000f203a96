using Fairway.Kube;
using Fairway.Kube.Http;

namespace Fairway.Cli.Managers;

/// <summary>A tenant cluster, connected.</summary>
/// <param name="Secret">Of what it was made.</param>
/// <param name="Transport">What is closed at the end.</param>
/// <param name="Api">What callers get.</param>
/// <param name="ReadAt">When the Secret was last seen to be so.</param>
internal sealed record ClusterConnection(
    KubeconfigContent Secret, HttpKubeApi Transport, IKubeApi Api, DateTimeOffset ReadAt);
