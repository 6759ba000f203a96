using System.CommandLine;
using Fairway.Kube.Credentials;

namespace Fairway.Cli.Connections;

/// <summary>The options that say where the meta cluster is.</summary>
internal sealed class ConnectionOptions
{
    /// <summary>What <c>fairway up</c> writes, where it is started.</summary>
    private static readonly string OfFleet = Path.Combine(".fairway", "kubeconfig");

    private readonly Option<string?> kubeconfig = new("--kubeconfig")
    {
        Description = $"Kubeconfig of the meta cluster [default: KUBECONFIG, {OfFleet}, ~/.kube/config]",
        HelpName = "FILE",
    };

    private readonly Option<string?> context = new("--context")
    {
        Description = "Context of the kubeconfig [default: the current one]",
        HelpName = "NAME",
    };

    /// <summary>Adds the options to a command.</summary>
    public ConnectionOptions(Command command)
    {
        command.Add(kubeconfig);
        command.Add(context);
    }

    /// <summary>Where to look, in this order: the option, KUBECONFIG, the fleet that was started in this folder, and
    /// where kubectl looks.</summary>
    public KubeconfigOptions Read(ParseResult parsed, TimeProvider time)
    {
        var options = new KubeconfigOptions
        {
            Path = parsed.GetValue(kubeconfig),
            Context = parsed.GetValue(context),
            Time = time,
        };
        return options.Path is null && string.IsNullOrEmpty(options.Variable("KUBECONFIG")) && File.Exists(OfFleet)
            ? options with { Path = OfFleet }
            : options;
    }
}
