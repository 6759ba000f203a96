using Fairway.Cli.Terminals;
using Fairway.Kube;

namespace Fairway.Cli.Connections;

/// <summary>What a verb works with: the meta cluster, and the terminal.</summary>
/// <param name="Api">The meta cluster.</param>
/// <param name="Environment">Clock, chance and log of watches.</param>
/// <param name="Terminal">Where it writes.</param>
/// <param name="Stopped">Cancelled by Ctrl-C.</param>
internal sealed record MetaSession(
    IKubeApi Api, KubeEnvironment Environment, Terminal Terminal, CancellationToken Stopped);
