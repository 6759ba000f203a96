using System.CommandLine;

namespace Fairway.Cli.Inquiries;

/// <summary>CLUSTER and COMPONENT on a command line.</summary>
internal sealed class InquiryArguments
{
    private readonly Argument<string> cluster = new("CLUSTER") { Description = "Id of the cluster" };
    private readonly Argument<string?> component;

    /// <summary>Adds the arguments to a command.</summary>
    public InquiryArguments(Command command, bool isComponentNeeded)
    {
        component = new Argument<string?>("COMPONENT")
        {
            Description = isComponentNeeded ? "The component" : "The component [default: all]",
            Arity = isComponentNeeded ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };
        command.Add(cluster);
        command.Add(component);
    }

    /// <summary>Id of the cluster.</summary>
    public string Cluster(ParseResult parsed) => parsed.GetValue(cluster)!;

    /// <summary>The component; null for all.</summary>
    public string? Component(ParseResult parsed) => parsed.GetValue(component);
}
