//! Differential privacy: exact noise, questions, budget.
