using System.Text;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>
/// A part of a template. Immutable, with its place; <see cref="object.ToString"/> is the text that Go's messages
/// show of it.
/// </summary>
internal abstract class Node(int position)
{
    /// <summary>Offset in the file, in bytes.</summary>
    public int Position { get; } = position;
}

/// <summary>Text between actions.</summary>
internal sealed class TextNode(int position, string text) : Node(position)
{
    public string Text { get; } = text;

    public override string ToString() => Text;
}

/// <summary>Parts, one after the other.</summary>
internal sealed class ListNode(int position, IReadOnlyList<Node> nodes) : Node(position)
{
    private readonly Node[] nodes = [.. nodes];

    public ReadOnlySpan<Node> Nodes => nodes;

    /// <summary>Nothing but white space, as far as output goes.</summary>
    public bool IsEmpty => nodes.All(node => node is TextNode text && string.IsNullOrWhiteSpace(text.Text));

    public override string ToString() => string.Concat(nodes.Select(node => node.ToString()));
}

/// <summary>A pipeline that is evaluated, and printed unless it declares something.</summary>
internal sealed class ActionNode(int position, PipeNode pipe) : Node(position)
{
    public PipeNode Pipe { get; } = pipe;

    public override string ToString() => $"{{{{{Pipe}}}}}";
}

internal enum BranchKind : byte
{
    If,
    Range,
    With,
}

/// <summary><c>if</c>, <c>range</c> and <c>with</c>.</summary>
internal sealed class BranchNode(int position, BranchKind kind, PipeNode pipe) : Node(position)
{
    public BranchKind Kind { get; } = kind;

    public PipeNode Pipe { get; } = pipe;

    public required ListNode Body { get; init; }

    public ListNode? Else { get; init; }

    public override string ToString()
    {
        var text = new StringBuilder($"{{{{{Kind.ToString().ToLowerInvariant()} {Pipe}}}}}{Body}");
        return Else is null ? $"{text}{{{{end}}}}" : $"{text}{{{{else}}}}{Else}{{{{end}}}}";
    }
}

/// <summary>A named template, executed in place.</summary>
internal sealed class TemplateNode(int position, string name, PipeNode? pipe) : Node(position)
{
    public string Name { get; } = name;

    public PipeNode? Pipe { get; } = pipe;

    public override string ToString() =>
        $"{{{{template {Values.GoQuote.Quote(Name)}{(Pipe is null ? "" : " ")}{Pipe}}}}}";
}

/// <summary><c>break</c> or <c>continue</c>.</summary>
internal sealed class JumpNode(int position, bool isBreak) : Node(position)
{
    public bool IsBreak { get; } = isBreak;

    public override string ToString() => IsBreak ? "{{break}}" : "{{continue}}";
}

/// <summary>The end of a block; only the parser sees it.</summary>
internal sealed class EndNode(int position) : Node(position)
{
    public override string ToString() => "{{end}}";
}

/// <summary>The other half of a block; only the parser sees it.</summary>
internal sealed class ElseNode(int position) : Node(position)
{
    public override string ToString() => "{{else}}";
}
