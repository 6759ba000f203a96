using Fairway.Charts.Rendering;
using Fairway.Charts.Templates.Parsing;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Evaluation;

/// <summary>Executes one template: walks its nodes and prints.</summary>
/// <param name="scope">What the rendering's executions share.</param>
/// <param name="template">What is executed.</param>
/// <param name="output">Takes the text.</param>
/// <param name="marks">Takes where the output is from; null if nobody asks.</param>
internal sealed partial class Execution(
    RenderScope scope, ParsedTemplate template, TextSink output, List<LineMark>? marks)
{
    private readonly Variables variables = new();
    private Node at = template.Root;

    private enum Flow : byte
    {
        Next,
        Break,
        Continue,
    }

    /// <summary>What it printed.</summary>
    public string Output => output.ToString();

    public IReadOnlyList<LineMark> Marks => marks ?? [];

    /// <exception cref="TemplateFault">It failed.</exception>
    public void Run(GoValue data)
    {
        try
        {
            variables.Push("$", data);
            Walk(data, template.Root);
        }
        catch (GoError fault)
        {
            throw Fault(fault.Message, fault.Said, null);
        }
        catch (CallFault fault)
        {
            throw Fault(fault.Message, fault.Said, fault.Inner);
        }
    }

    /// <summary>Where it is, what it executes, and what is wrong.</summary>
    private TemplateFault Fault(string what, string? said, SourcePlace? inner)
    {
        var place = new SourcePlace(template.Source, at.Position);
        return new TemplateFault(
            $"template: {place}: executing {GoQuote.Quote(template.Name)} at <{at}>: {what}",
            place, inner ?? place, said);
    }

    private Flow Walk(GoValue dot, ListNode list)
    {
        foreach (var node in list.Nodes)
        {
            var flow = Walk(dot, node);
            if (flow != Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Walk(GoValue dot, Node node)
    {
        at = node;
        scope.Budget.Step();
        switch (node)
        {
            case TextNode text:
                marks?.Add(new LineMark(output.Length, node.Position, true));
                output.Append(text.Text);
                return Flow.Next;
            case ActionNode action:
                marks?.Add(new LineMark(output.Length, node.Position, false));
                Print(dot, action);
                return Flow.Next;
            case BranchNode { Kind: BranchKind.Range } range:
                return WalkRange(dot, range);
            case BranchNode branch:
                return WalkBranch(dot, branch);
            case TemplateNode named:
                marks?.Add(new LineMark(output.Length, node.Position, false));
                WalkTemplate(dot, named);
                return Flow.Next;
            case JumpNode jump:
                return jump.IsBreak ? Flow.Break : Flow.Continue;
            default:
                throw new GoError($"unknown node: {node}");
        }
    }

    private void Print(GoValue dot, ActionNode action)
    {
        var value = Pipeline(dot, action.Pipe);
        if (action.Pipe.Variables.Length == 0)
        {
            output.Append(GoFormat.PrintResult(value, scope.Budget));
        }
    }

    private Flow WalkBranch(GoValue dot, BranchNode branch)
    {
        var mark = variables.Mark;
        var value = Pipeline(dot, branch.Pipe);
        var flow = value.IsTrue ? Walk(branch.Kind == BranchKind.With ? value : dot, branch.Body)
            : branch.Else is not null ? Walk(dot, branch.Else)
            : Flow.Next;
        variables.Pop(mark);
        return flow;
    }

    private void WalkTemplate(GoValue dot, TemplateNode node)
    {
        if (!scope.Templates.TryGet(node.Name, out var named))
        {
            throw new GoError($"template {GoQuote.Quote(node.Name)} not defined");
        }

        scope.Budget.Enter(node.Name);
        var data = node.Pipe is null ? default : Pipeline(dot, node.Pipe);
        new Execution(scope, named, output, null).Run(data);
        scope.Budget.Leave();
    }

    private Flow WalkRange(GoValue dot, BranchNode range)
    {
        var outer = variables.Mark;
        var over = Pipeline(dot, range.Pipe);
        over = over is { Kind: GoKind.Object, Object: FilesObject files } ? GoValue.Of(files.Walked())
            : over is { Kind: GoKind.Object, Object.Plain: { Kind: GoKind.List } plain } ? plain
            : over;
        var mark = variables.Mark;
        if (over.IsInteger && range.Pipe.Variables.Length > 1 && scope.Helm == HelmLine.Four)
        {
            throw new GoError($"can't use {GoFormat.Scalar(over)} to iterate over more than one variable");
        }

        var (count, keys) = Extent(over);
        var flow = Flow.Next;
        for (var i = 0L; i < count && flow != Flow.Break; i++)
        {
            scope.Budget.Step();
            var (index, element) = keys is not null ? (GoValue.Of(keys[i]), over.Map[keys[i]])
                : over.Kind == GoKind.List ? (GoValue.OfInt(i), over.List[(int)i])
                : (GoValue.OfInt(i), over.Kind == GoKind.Int ? GoValue.OfInt(i) : GoValue.Of(i));
            Bind(range.Pipe, index, element);
            flow = Walk(element, range.Body);
            variables.Pop(mark);
        }

        if (count == 0 && range.Else is not null)
        {
            flow = Walk(dot, range.Else);
            variables.Pop(outer);
            return flow;
        }

        variables.Pop(outer);
        return Flow.Next;
    }

    private (long Count, string[]? Keys) Extent(GoValue over)
    {
        switch (over.Kind)
        {
            case GoKind.Invalid or GoKind.Nil:
                return (0, null);
            case GoKind.List:
                return (over.List.Count, null);
            case GoKind.Map:
                scope.Budget.Step(over.Map.Count);
                var keys = over.Map.SortedKeys();
                return (keys.Length, keys);
            case GoKind.Int or GoKind.Int64 or GoKind.UInt8 or GoKind.UInt64 when scope.Helm == HelmLine.Four:
                return (over.Integer, null);
            default:
                throw new GoError($"range can't iterate over {GoFormat.Scalar(over) ?? over.TypeName}");
        }
    }

    /// <summary>With two variables the index comes first; with one, it is the element.</summary>
    private void Bind(PipeNode pipe, GoValue index, GoValue element)
    {
        var names = pipe.Variables;
        if (names.Length == 0)
        {
            return;
        }

        if (pipe.IsAssign)
        {
            variables.Set(names[0], names.Length > 1 ? index : element);
            if (names.Length > 1)
            {
                variables.Set(names[1], element);
            }

            return;
        }

        variables.SetTop(1, element);
        if (names.Length > 1)
        {
            variables.SetTop(2, index);
        }
    }
}
