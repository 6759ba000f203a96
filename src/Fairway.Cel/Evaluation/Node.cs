using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>A part of a plan. Stateless: what an evaluation needs is in its frame.</summary>
internal abstract class Node
{
    /// <summary>
    /// Whether this is a variable, or a place in one or in another value: one step of cost for the whole, and one for
    /// each field or index.
    /// </summary>
    public virtual bool IsAttribute => false;

    /// <summary>What the whole costs, beside its fields and indexes.</summary>
    public virtual int OwnCost => 0;

    /// <summary>The value, or an error.</summary>
    public abstract CelValue Evaluate(Frame frame);

    /// <summary>The same where another attribute pays for the whole.</summary>
    public virtual CelValue EvaluateBare(Frame frame) => Evaluate(frame);
}
